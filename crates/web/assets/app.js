// Every page works without this file. It adds suggestions while typing, folding of full-width digits and printing.
(function () {
  "use strict";
  var doc = document;
  function all(selector, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(selector)); }

  // An input method reports Enter while composing; such an Enter chooses a word and must never submit.
  var composing = false;
  doc.addEventListener("compositionstart", function () { composing = true; });
  doc.addEventListener("compositionend", function () { setTimeout(function () { composing = false; }, 60); });
  function inComposition(event) { return composing || event.isComposing || event.keyCode === 229; }
  doc.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && inComposition(event) && event.target.tagName !== "TEXTAREA") event.preventDefault();
  }, true);

  function fold(text) {
    return text.replace(/[\uFF01-\uFF5E]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xFEE0); })
      .replace(/[\s\u3000-]+/g, "");
  }
  function foldField(field) {
    var folded = fold(field.value);
    if (folded !== field.value) field.value = folded;
  }
  all("input[data-fold]").forEach(function (field) {
    field.addEventListener("change", function () { foldField(field); });
  });
  doc.addEventListener("submit", function (event) { all("input[data-fold]", event.target).forEach(foldField); }, true);

  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  all("[data-check-all]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      all('input[type=checkbox][name="' + button.getAttribute("data-check-all") + '"]').forEach(function (box) { box.checked = true; });
    });
  });
  var first = doc.querySelector("[data-focus-first]");
  if (first) first.focus();

  // Questions that hang on an answer are hidden while their condition does not hold. Without this they stand there
  // under the sentence that says when to answer them, and the server drops what was not asked.
  var hanging = all("[data-when]").map(function (box) { return { box: box, test: JSON.parse(box.getAttribute("data-when")) }; });
  function answered(key) {
    return all("[name]").filter(function (one) {
      return (one.name === "answer." + key || one.getAttribute("data-answers") === key) && !one.closest("[data-when][hidden]") && one.value.trim() &&
        (!/^(radio|checkbox)$/.test(one.type) || one.checked);
    }).map(function (one) { return one.value; });
  }
  function holds(test) {
    if (test.all) return test.all.every(holds);
    if (test.any) return test.any.some(holds);
    if (test.filled) return answered(test.filled.key).length > 0;
    var wanted = test.equals ? [test.equals.value] : test.in.values;
    return answered((test.equals || test.in).key).some(function (one) { return wanted.indexOf(one) >= 0; });
  }
  function settle() { hanging.forEach(function (one) { one.box.hidden = !holds(one.test); }); }
  if (hanging.length) { settle(); doc.addEventListener("change", settle); doc.addEventListener("input", settle); }

  // A draft is kept while it is filled in; the words under the form say when. What could not be kept is tried again.
  all("form[data-autosave]").forEach(function (form) {
    var say = doc.getElementById(form.getAttribute("data-autosave")), timer = 0, busy = false;
    function body() { var sent = new URLSearchParams(new FormData(form)); sent.set("act", "autosave"); return sent.toString(); }
    var kept = body();
    function later(wait) { clearTimeout(timer); timer = setTimeout(keep, wait); }
    function keep() {
      var now = body();
      if (busy) { later(3000); return; }
      if (now === kept) return;
      busy = true;
      fetch(form.action, { method: "POST", body: now, headers: { "Content-Type": "application/x-www-form-urlencoded" }, credentials: "same-origin", redirect: "manual" })
        .then(function (answer) {
          var at = new Date(), two = function (n) { return ("0" + n).slice(-2); };
          busy = false;
          if (answer.status !== 204) { say.textContent = "没有存上，请按“存草稿”"; return; }
          kept = now; say.textContent = "已保存 " + two(at.getHours()) + ":" + two(at.getMinutes());
        })
        .catch(function () { busy = false; say.textContent = "网络不通，连上后会再保存"; later(15000); });
    }
    form.addEventListener("input", function () { later(3000); });
    form.addEventListener("change", function () { later(800); });
    form.addEventListener("submit", function () { clearTimeout(timer); });
    doc.addEventListener("visibilitychange", function () { if (doc.hidden) keep(); });
  });
  // Chosen files go at once: on a phone nobody looks for a button below the picture.
  all("form[data-send-files]").forEach(function (form) {
    form.addEventListener("change", function (event) { if (event.target.type === "file" && event.target.files.length) form.submit(); });
  });

  // Suggestions: a list box under the field. Without an answer the form still searches on Enter.
  all("input[data-suggest]").forEach(function (field) {
    var list = doc.createElement("ul"), say = doc.createElement("p"), items = [], at = -1, timer = 0, asked = "";
    list.className = "suggest"; list.id = field.id + "-list"; list.hidden = true;
    list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "建议的事项");
    say.className = "sr"; say.setAttribute("role", "status");
    field.parentNode.appendChild(list); field.parentNode.appendChild(say);
    field.setAttribute("role", "combobox"); field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id); field.setAttribute("aria-expanded", "false");
    field.setAttribute("autocomplete", "off");
    function close() { list.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); }
    function mark(next) {
      at = next;
      all("li", list).forEach(function (one, i) { one.setAttribute("aria-selected", String(i === at)); if (i === at) one.scrollIntoView({ block: "nearest" }); });
      if (at < 0) field.removeAttribute("aria-activedescendant"); else field.setAttribute("aria-activedescendant", list.id + "-" + at);
    }
    function go(i) { window.location.assign(field.getAttribute("data-suggest-go") + encodeURIComponent(items[i].id)); }
    function show(found) {
      items = found; list.textContent = "";
      items.forEach(function (one, i) {
        var row = doc.createElement("li"), department = doc.createElement("span");
        row.id = list.id + "-" + i; row.setAttribute("role", "option"); row.setAttribute("aria-selected", "false");
        row.textContent = one.name + " "; department.className = "meta"; department.textContent = one.department || "";
        row.appendChild(department);
        row.addEventListener("mousedown", function (event) { event.preventDefault(); go(i); });
        list.appendChild(row);
      });
      if (!items.length) { close(); say.textContent = ""; return; }
      list.hidden = false; at = -1; field.setAttribute("aria-expanded", "true");
      say.textContent = "有 " + items.length + " 个建议，用上下键选择";
    }
    function ask() {
      var words = field.value.trim();
      if (!words) { asked = ""; close(); return; }
      if (words === asked) return;
      asked = words;
      fetch(field.getAttribute("data-suggest") + "?q=" + encodeURIComponent(words), { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : { items: [] }; })
        .then(function (body) { if (asked === words && doc.activeElement === field) show(body.items || []); })
        .catch(close);
    }
    field.addEventListener("input", function (event) {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, 150);
    });
    field.addEventListener("compositionend", function () { clearTimeout(timer); timer = setTimeout(ask, 50); });
    field.addEventListener("blur", function () { setTimeout(close, 100); });
    field.addEventListener("keydown", function (event) {
      if (inComposition(event) || list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark((at + 1) % items.length); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark((at <= 0 ? items.length : at) - 1); }
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); go(at); }
    });
  });
  // Nearest first: the place of the device stays in this page, where the distances are computed.
  function place(say, done) {
    say.textContent = "正在定位……";
    navigator.geolocation.getCurrentPosition(function (at) { done(at.coords.longitude, at.coords.latitude); },
      function () { say.textContent = "没有取到位置，请检查手机的定位权限"; }, { enableHighAccuracy: true, timeout: 15000 });
  }
  function apart(lon, lat, one) {
    var r = Math.PI / 180, a = Math.sin((one.latitude - lat) * r / 2), b = Math.sin((one.longitude - lon) * r / 2);
    return 12742 * Math.asin(Math.sqrt(a * a + Math.cos(lat * r) * Math.cos(one.latitude * r) * b * b));
  }
  all("[data-near]").forEach(function (box) {
    var say = box.querySelector("[role=status]"), list = box.querySelector("ol");
    box.hidden = !navigator.geolocation;
    box.querySelector("button").addEventListener("click", function () {
      place(say, function (lon, lat) {
        fetch(box.getAttribute("data-near")).then(function (answer) { return answer.json(); }).then(function (found) {
          found.forEach(function (one) { one.far = apart(lon, lat, one); });
          found.sort(function (a, b) { return a.far - b.far; });
          list.textContent = ""; say.textContent = found.length ? "" : "还没有站点登记坐标，请按乡镇查找";
          found.slice(0, 10).forEach(function (one) {
            var row = doc.createElement("li"), link = doc.createElement("a"), more = doc.createElement("small");
            link.href = "/stations/" + one.division; link.textContent = one.name;
            more.textContent = "　约 " + one.far.toFixed(1) + " 公里　" + [one.address, one.hours, one.phone].filter(Boolean).join("　");
            row.appendChild(link); row.appendChild(more); list.appendChild(row);
          });
        }).catch(function () { say.textContent = "网络不通，请稍后再试"; });
      });
    });
  });
  all("[data-place]").forEach(function (box) {
    var say = box.querySelector("[role=status]"), tick = box.querySelector("[type=checkbox]");
    box.hidden = !navigator.geolocation;
    function put(lon, lat) { box.querySelector("[name=longitude]").value = lon; box.querySelector("[name=latitude]").value = lat; }
    tick.addEventListener("change", function () {
      put("", ""); say.textContent = "";
      if (tick.checked) place(say, function (lon, lat) { put(lon.toFixed(6), lat.toFixed(6)); say.textContent = "已附上位置"; });
    });
  });
  window.oneDoor = { all: all, inComposition: inComposition };
})();
