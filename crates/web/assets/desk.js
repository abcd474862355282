// What the desks of staff have beside app.js, which stands before it in the one file they load: keys, scans, phrases.
(function () {
  "use strict";
  var doc = document, all = window.oneDoor.all, inComposition = window.oneDoor.inComposition;

  // A scanner is a keyboard that types faster than anybody: eight characters and more, less than 30 ms apart, are a scan
  // wherever the focus is. It is told apart by its form and put where it belongs; what is none of ours stays where it fell.
  var GAP = 30, LEAST = 8, burst = null, changed = false;
  var cases = doc.documentElement.getAttribute("data-cases"), certificates = doc.documentElement.getAttribute("data-certificates");
  doc.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post" && !form.hasAttribute("data-scan") && !scanning()) changed = true;
  });
  var SHIFTED = { Semicolon: ":", Slash: "?", Digit7: "&" }, PLAIN = { Minus: "-", Slash: "/", Period: ".", Equal: "=" };
  function half(char) { var at = char.charCodeAt(0); return at > 0xFF00 && at < 0xFF5F ? String.fromCharCode(at - 0xFEE0) : char; }
  // The input method takes the key for itself (229) and tells only which one it was.
  function charOf(event) {
    if (event.key && event.key.length === 1) return half(event.key).trim();
    var code = event.keyCode === 229 && event.code || "";
    if (event.shiftKey && SHIFTED[code]) return SHIFTED[code];
    if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1);
    if (/^Key[A-Z]$/.test(code)) return event.shiftKey ? code.slice(3) : code.slice(3).toLowerCase();
    return PLAIN[code] || "";
  }
  function scanning() { return burst !== null && burst.text.length > 2; }
  function endBurst() {
    var done = burst;
    if (done) clearTimeout(done.timer);
    burst = null;
    return done !== null && done.text.length >= LEAST && route(done);
  }
  doc.addEventListener("keydown", function (event) {
    if (!cases || event.key === "Shift") return;
    var one = event.ctrlKey || event.altKey || event.metaKey || event.repeat ? "" : charOf(event);
    if (burst && event.timeStamp - burst.last > GAP) { clearTimeout(burst.timer); burst = null; }
    if (!one) {
      var entered = event.key === "Enter" || event.code === "Enter";
      if (entered && endBurst()) { event.preventDefault(); event.stopImmediatePropagation(); } else if (!entered) burst = null;
      return;
    }
    if (!burst) {
      var field = doc.activeElement;
      burst = { text: "", field: field && isTyping(field) ? field : null, value: field && field.value, changed: changed };
    }
    burst.text += one; burst.last = event.timeStamp;
    clearTimeout(burst.timer); burst.timer = setTimeout(endBurst, 5 * GAP);
  }, true);
  // What fell into a box on its way goes out again; an input method lets go of it a little later.
  function takeBack(scan) {
    if (!scan.field) return;
    var field = scan.field, put = function () { if (field.value !== scan.value) field.value = scan.value; };
    changed = scan.changed; put(); setTimeout(put, 80);
  }
  function tell(words, href) {
    var old = doc.getElementById("scanned"), line = old || doc.createElement("p");
    line.id = "scanned"; line.className = "inset warn"; line.setAttribute("role", "status");
    if (!old) { var main = doc.getElementById("main"); main.insertBefore(line, main.querySelector(".title + *")); }
    line.textContent = words;
    if (href) {
      var link = doc.createElement("a");
      link.href = href; link.target = "_blank"; link.rel = "noopener"; link.textContent = "在新窗口打开";
      line.appendChild(link);
    }
  }
  function open(what, href) {
    if (changed) tell("扫到" + what + "。这一页填了还没有提交，先提交或暂存，或", href);
    else window.location.assign(href);
  }
  function route(scan) {
    var text = scan.text, code = text.toUpperCase(), found;
    var applicant = doc.querySelector("[data-scan-applicant]");
    var person = /^\d{6}(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dX]$/.test(code);
    if (person || /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) {
      if (!applicant && !(scan.field && scan.field.form && scan.field.form.hasAttribute("data-scan"))) {
        takeBack(scan); tell("扫到证件号码。请先按“收件”选事项，再在收件页上扫。"); return true;
      }
      if (!applicant) return false;
      if (scan.field !== applicant) takeBack(scan);
      var kind = doc.getElementById(person ? "kind-person" : "kind-org");
      if (kind) kind.checked = true;
      applicant.value = code; applicant.focus(); changed = true;
      var look = applicant.form.querySelector("button[name=look]");
      if (look) look.click();
      return true;
    }
    found = /\/cases\/progress\?(?:.*&)?no=([\d-]+)/i.exec(text);
    var number = found ? found[1] : /^(\d{4}-\d{4}-\d{2}-\d{4,}|20\d{12})$/.test(text) ? text : "";
    if (number) {
      number = number.replace(/-/g, "").replace(/^(\d{4})(\d{4})(\d\d)(\d+)$/, "$1-$2-$3-$4");
      takeBack(scan); open("办件 " + number, cases + "/" + number + "#receiver"); return true;
    }
    found = /\/chains\/progress\?(?:.*&)?no=L([\d-]+)/i.exec(text) || /^L(\d{4}-?\d{4}-?\d{2}-?\d{4,})$/i.exec(text);
    if (found) {
      number = "L" + found[1].replace(/-/g, "").replace(/^(\d{4})(\d{4})(\d\d)(\d+)$/, "$1-$2-$3-$4");
      takeBack(scan); open("一件事 " + number, doc.documentElement.getAttribute("data-matters") + "/" + number); return true;
    }
    found = /\/certificates\/verify\?(?:.*&)?code=([^&]+)/i.exec(text);
    if (found) { takeBack(scan); open("证照", certificates + "?tab=all&q=" + found[1]); return true; }
    return false;
  }

  // Keys are written in the page (data-key) beside the words people see, so the two cannot drift apart.
  function pressed(event) {
    return (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") +
      (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  }
  function isTyping(one) {
    return one.isContentEditable || /^(SELECT|TEXTAREA)$/.test(one.tagName) ||
      (one.tagName === "INPUT" && !/^(checkbox|radio|button|submit|reset)$/.test(one.type));
  }
  // Keys of one character can be switched off (WCAG 2.1.4): whoever speaks to the machine presses them by accident.
  function remembered(name) { try { return localStorage.getItem(name); } catch (_) { return null; } }
  function remember(name, value) { try { localStorage.setItem(name, value); } catch (_) { return; } }
  var single = remembered("onedoor-single-keys") !== "off";
  function folded(one) {
    var box = one.closest("details:not([open])");
    return box && !(one.tagName === "SUMMARY" && one.parentNode === box) ? box : null;
  }
  function fieldsOf(box) { return all("input:not([type=hidden]), select, textarea", box); }
  doc.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || scanning() || inComposition(event) || event.metaKey || event.repeat || !event.key || doc.querySelector("dialog[open]")) return;
    var name = pressed(event);
    if (event.altKey && /^Key[A-Z]$/.test(event.code || "")) name = "Alt+" + event.code.slice(3);
    if (name.length === 1 && (!single || isTyping(event.target))) return;
    var target = all("[data-key]").filter(function (one) {
      return one.getAttribute("data-key") === name && !one.disabled && (folded(one) || one).offsetParent !== null;
    })[0];
    if (!target) return;
    event.preventDefault();
    var box = folded(target);
    // A folded form is opened first: nobody sends what they have not seen.
    if (box) { box.open = true; var one = fieldsOf(box)[0]; if (one) one.focus(); return; }
    if (/^(radio|checkbox)$/.test(target.type)) { target.click(); target.focus(); agreed(target); }
    else if (isTyping(target)) { target.focus(); if (target.select) target.select(); }
    else target.click();
  });
  // Agreeing by key takes the first phrase along where nothing was written yet.
  function agreed(radio) {
    var list = doc.getElementById(radio.getAttribute("data-phrase") || ""), text = list && doc.getElementById(list.getAttribute("data-into"));
    if (text && !text.value.trim() && list.selectedIndex === 0 && list.options.length > 1) list.selectedIndex = 1;
  }
  // A phrase goes along with the form as it stands; this puts it into the box, to be changed there.
  all("[data-insert]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var list = doc.getElementById(button.getAttribute("data-insert")), text = doc.getElementById(list.getAttribute("data-into"));
      if (!list.value) { list.focus(); return; }
      text.value = (text.value.trim() ? text.value.replace(/\s+$/, "") + "\n" : "") + list.value;
      list.selectedIndex = 0; text.focus();
    });
  });

  // Answers by digits: each goes to the first group that has none yet; Backspace takes the last one back, Enter sends.
  var digits = doc.querySelector("form[data-digits]");
  function groups() {
    var reached = digits.querySelector("input[name=outcome]:checked");
    return all("[data-digit]", digits).filter(function (one) { return one.getAttribute("data-digit") !== "reached" || (reached && reached.value === "1"); });
  }
  function answered(group) { return group.querySelector("input:checked"); }
  doc.addEventListener("keydown", function (event) {
    if (!digits || event.defaultPrevented || scanning() || inComposition(event) || event.ctrlKey || event.altKey || event.metaKey || event.repeat || !event.key) return;
    if (!single || isTyping(event.target) || doc.querySelector("dialog[open]") || /^(A|BUTTON|SUMMARY)$/.test(event.target.tagName)) return;
    var digit = charOf(event), list = groups(), open = list.filter(function (one) { return !answered(one); })[0];
    if (/^\d$/.test(digit)) {
      var pick = open && open.querySelector('input[value="' + digit + '"]');
      if (!pick) return;
      event.preventDefault(); pick.checked = true; changed = true; pick.focus();
      pick.closest("[data-digit]").scrollIntoView({ block: "center" });
    } else if (event.key === "Backspace") {
      var last = list.filter(answered).pop();
      if (last) { event.preventDefault(); answered(last).checked = false; }
    } else if (event.key === "Enter") { event.preventDefault(); digits.requestSubmit(); }
  });

  // Lists: J and K move along the rows, Enter opens the one that has the focus, X ticks it.
  var table = doc.querySelector("table[data-rows]");
  function rowLinks() { return all("tbody th a", table); }
  function step(by) {
    var links = rowLinks(), row = doc.activeElement.closest && doc.activeElement.closest("table[data-rows] tbody tr");
    var at = row ? links.indexOf(row.querySelector("th a")) + by : by > 0 ? 0 : links.length - 1;
    var next = links[Math.max(0, Math.min(links.length - 1, at))];
    if (next) { next.focus(); next.closest("tr").scrollIntoView({ block: "nearest" }); }
  }
  var LIST_KEYS = [["J", "下一行"], ["K", "上一行"], ["Enter", "打开这一行"], ["X", "勾选这一行"]];
  doc.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || scanning() || inComposition(event) || event.ctrlKey || event.altKey || event.metaKey || !event.key || isTyping(event.target)) return;
    if (doc.querySelector("dialog[open]")) return;
    var key = event.key.toUpperCase();
    if (key === "?" || key === "？") { event.preventDefault(); help(); return; }
    if (!single || !table) return;
    if (key === "J") { event.preventDefault(); step(1); }
    else if (key === "K") { event.preventDefault(); step(-1); }
    else if (key === "X") {
      var row = doc.activeElement.closest("table[data-rows] tbody tr"), box = row && row.querySelector("input[type=checkbox]");
      if (box) { event.preventDefault(); box.click(); }
    }
  });

  // All keys of this page, and the switch for those of one character.
  function help() {
    var box = doc.createElement("dialog"), head = doc.createElement("h2"), list = doc.createElement("dl"), line = doc.createElement("p");
    head.textContent = "这一页的按键"; head.id = "keys-title"; box.className = "keys"; box.setAttribute("aria-labelledby", "keys-title");
    list.className = "facts";
    function add(key, words) {
      var dt = doc.createElement("dt"), dd = doc.createElement("dd"), kbd = doc.createElement("kbd");
      kbd.textContent = key; dt.appendChild(kbd); dd.textContent = words; list.appendChild(dt); list.appendChild(dd);
    }
    if (table) LIST_KEYS.forEach(function (one) { if (one[0] !== "X" || table.querySelector("tbody input[type=checkbox]")) add(one[0], one[1]); });
    all("[data-key]").forEach(function (one) {
      var named = one.labels && one.labels[0] ? one.labels[0] : one, words = named.cloneNode(true);
      all("kbd", words).forEach(function (k) { k.remove(); });
      if ((folded(one) || one).offsetParent !== null) add(one.getAttribute("data-key"), one.getAttribute("aria-label") || words.textContent.trim());
    });
    add("?", "看这张表");
    function button(words, act) {
      var one = doc.createElement("button"); one.type = "button"; one.className = "button"; one.textContent = words;
      one.addEventListener("click", act); line.appendChild(one); return one;
    }
    line.className = "actions";
    button("关上", function () { box.close(); });
    button(single ? "停用单个字母的键" : "启用单个字母的键", function () {
      single = !single; remember("onedoor-single-keys", single ? "on" : "off"); box.close();
    });
    [head, list, line].forEach(function (one) { box.appendChild(one); });
    box.addEventListener("close", function () { box.remove(); });
    doc.body.appendChild(box); box.showModal();
  }
  all("[data-help]").forEach(function (button) { button.hidden = false; button.addEventListener("click", help); });

  // A picture that was handed in is shown beside the form instead of the page before it.
  all("a[data-picture]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      var next = link.nextElementSibling;
      if (next && next.tagName === "IMG") { next.hidden = !next.hidden; return; }
      var picture = doc.createElement("img");
      picture.src = link.href; picture.alt = link.getAttribute("aria-label") || link.textContent;
      link.insertAdjacentElement("afterend", picture);
    });
  });

  // A lost line: the form stays as it was filled in and goes by itself when the line is back. Nothing is written to the device,
  // which several may share.
  doc.addEventListener("submit", function (event) {
    var form = event.target, by = event.submitter;
    if (navigator.onLine || form.method !== "post") return;
    event.preventDefault(); event.stopImmediatePropagation();
    tell("没有网络。填的内容还在这一页，请不要关，联网后自动发送");
    window.addEventListener("online", function () { form.requestSubmit(by || undefined); }, { once: true });
  }, true);
})();
