"""Holds answers against the schemas of forms with a validator that is not ours.

Reads lines {"name", "schema", "answers", "holds"} from standard input; prints one line a disagreement. Every schema is
held against the meta-schema of JSON Schema 2020-12 first.
"""

import json
import sys

import jsonschema_rs

checked = {}
for line in sys.stdin:
    case = json.loads(line)
    text = json.dumps(case["schema"], sort_keys=True)
    if text not in checked:
        if not jsonschema_rs.meta.is_valid(case["schema"]):
            print(f"{case['name']}: no valid schema")
        checked[text] = jsonschema_rs.Draft202012Validator(case["schema"], validate_formats=True)
    if checked[text].is_valid(case["answers"]) != case["holds"]:
        print(f"{case['name']}: we say {case['holds']} of {json.dumps(case['answers'], ensure_ascii=False)}")
print(f"{len(checked)} schemas")
