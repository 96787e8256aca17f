"""What the checks share: the files of the tree, and how faults are told."""

import os
import sys
from pathlib import Path

SKIPPED_FOLDERS = {".git", ".tools", ".cache", "node_modules", "dist", "var", "test-results", "playwright-report"}


def root_from_arguments():
    """The tree to check: the first argument, or the one this script stands in."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).resolve()
    return Path(__file__).resolve().parent.parent


def files(root, *suffixes, under="."):
    """Paths relative to `root` of the project's own files with one of these suffixes, sorted."""
    found = []
    for folder, folders, names in os.walk(root / under):
        folders[:] = [f for f in folders if f not in SKIPPED_FOLDERS and not f.startswith("build")]
        found += [Path(folder, name).relative_to(root) for name in names if name.endswith(suffixes)]
    return sorted(found)


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


def finish(faults):
    """Prints the faults and ends the program with 1 if there are any."""
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
