"""Which files may be read by a compiler as one source: those that use no name for different helpers."""

import re

# What stands between `namespace {` and its end, and what a line of it begins to define: a type, an alias, a function, a constant.
HELPERS = re.compile(r"^namespace \{\n(.*?)^\} // namespace\n", re.M | re.S)
HELPER = re.compile(r"^(?:(?:struct|class|enum(?: class)?) (\w+)|using (\w+) ="
                    r"|(?!using |BOOST_|TEST|INSTANTIATE_|namespace|template|#|/|[ {}])[^\n=({]*?[ *&](\w+) ?[(={\[;])", re.M)
NAMESPACE = re.compile(r"^namespace (jisr[\w:]*) \{", re.M)
ENTRIES = re.compile(r"^(?:extern \"C\" )?int (main|LLVMFuzzerTestOneInput)\(", re.M)


def helpers_of(text):
    """The names that this source keeps to itself; another may have them in another namespace."""
    namespace = NAMESPACE.search(text)
    within = f"{namespace[1]}::" if namespace else ""
    named = {within + "".join(either) for part in HELPERS.findall(text) for either in HELPER.findall(part)}
    return named | set(ENTRIES.findall(text))
