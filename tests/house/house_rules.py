"""The rules of the house as functions: source in, faults out, each fault with its line.

A rule knows nothing of where the sources lie, so that the tests can show each one a planted fault.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

Rule = Callable[[ast.Module], Iterator[str]]

_FILE_CALLS = {
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rename",
    "touch", "rmdir", "symlink_to", "mkstemp", "mkdtemp", "rmtree", "copyfile",
    "NamedTemporaryFile", "TemporaryDirectory",
}  # fmt: skip
_TEXT_CALLS = {"open", "fdopen", "read_text", "write_text", "NamedTemporaryFile"}
_CLOCKS = {
    "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns",
    "time.sleep", "time.localtime", "time.gmtime", "time.strftime", "datetime.now", "datetime.utcnow", "datetime.today",
    "date.today", "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today",
}  # fmt: skip
_CHANCE = {"os.urandom", "uuid.uuid1", "uuid.uuid4", "random.SystemRandom", "os.getpid"}
_POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
_POSIX_NAMES = {
    "os.fork", "os.forkpty", "os.getuid", "os.geteuid", "os.setsid", "os.killpg", "os.mkfifo", "os.chown", "os.uname",
    "signal.SIGKILL", "signal.SIGHUP", "signal.SIGALRM", "signal.SIGUSR1", "signal.alarm", "signal.setitimer",
}  # fmt: skip
_EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "handler", "info"}


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for a chain of names; what is no name, a call or an index, stands as ``?``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _imported(tree: ast.Module) -> set[str]:
    """Every module a source imports, and every name it takes from one, dotted."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def writes_to_streams(tree: ast.Module) -> Iterator[str]:
    """Only cli/ may print or touch stdout and stderr."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "print":
            yield f"{node.lineno}: print"
        if isinstance(node, ast.Attribute) and dotted(node) in {"sys.stdout", "sys.stderr", "sys.__stdout__"}:
            yield f"{node.lineno}: {dotted(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            yield from (f"{node.lineno}: {a.name}" for a in node.names if a.name in {"stdout", "stderr"})


def opens_files(tree: ast.Module) -> Iterator[str]:
    """Only storage/ may open files; what was packaged is read with importlib.resources, and os.devnull is no file."""
    imported = _imported(tree)
    if "importlib.resources" in imported and not imported & {"pathlib", "os", "io", "tempfile", "shutil"}:
        return
    for call in _calls(tree):
        name = dotted(call.func)
        is_nowhere = bool(call.args) and dotted(call.args[0]) == "os.devnull"
        if name.rpartition(".")[2] in _FILE_CALLS and not is_nowhere:
            yield f"{call.lineno}: {name}"


def text_without_encoding(tree: ast.Module) -> Iterator[str]:
    """Text in files is UTF-8 on every system: the encoding is named, or the mode is binary."""
    for call in _calls(tree):
        name = dotted(call.func)
        if name.rpartition(".")[2] not in _TEXT_CALLS or name in {"os.open", "webbrowser.open"}:
            continue
        words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        words += [key.value.value for key in call.keywords if key.arg == "mode" and isinstance(key.value, ast.Constant)]
        is_binary = any(isinstance(word, str) and re.fullmatch(r"[rwax]\+?b\+?|[rwax]b\+?", word) for word in words)
        if not is_binary and not any(key.arg == "encoding" for key in call.keywords):
            yield f"{call.lineno}: {name}"


def reads_the_clock(tree: ast.Module) -> Iterator[str]:
    """Wall time is read in one place only; everything else is told what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node) in _CLOCKS:
            yield f"{node.lineno}: {dotted(node)}"
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from (
                f"{node.lineno}: {node.module}.{alias.name}"
                for alias in node.names
                if f"{node.module}.{alias.name}" in _CLOCKS
            )


def leaves_things_to_chance(tree: ast.Module) -> Iterator[str]:
    """The same input gives the same records: no global random, no salt of the interpreter, no environment."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) in {"hash"}:
            yield f"{node.lineno}: {dotted(node.func)}"
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name in _CHANCE or (name.startswith("random.") and name != "random.Random"):
                yield f"{node.lineno}: {name}"
            if name in {"os.environ", "os.getenv"} or name.startswith(("locale.", "secrets.")):
                yield f"{node.lineno}: {name}"
        if isinstance(node, ast.ImportFrom) and node.module in {"random", "secrets", "uuid", "locale"}:
            yield from (f"{node.lineno}: {node.module}.{a.name}" for a in node.names if a.name != "Random")


def walks_over_sets(tree: ast.Module) -> Iterator[str]:
    """The order of a set is not ours: what walks over one sorts it first."""
    walked: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            walked.append(node.iter)
        elif isinstance(node, ast.Call) and dotted(node.func) in {"list", "tuple", "enumerate", "iter"}:
            walked += node.args[:1]
    for thing in walked:
        is_call = isinstance(thing, ast.Call) and dotted(thing.func) in {"set", "frozenset"}
        if is_call or isinstance(thing, ast.Set):
            yield f"{thing.lineno}: a set"


def needs_posix(tree: ast.Module) -> Iterator[str]:
    """Windows is a home of the product: what only POSIX has is asked for first (``except ImportError``)."""
    asked: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(
            handler.type is not None and "ImportError" in ast.unparse(handler.type) for handler in node.handlers
        ):
            asked |= {inner for statement in node.body for inner in ast.walk(statement)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node) in _POSIX_NAMES:
            yield f"{node.lineno}: {dotted(node)}"
        if isinstance(node, ast.Import) and node not in asked:
            yield from (f"{node.lineno}: {alias.name}" for alias in node.names if alias.name in _POSIX_MODULES)
        if isinstance(node, ast.ImportFrom) and node not in asked and node.module in _POSIX_MODULES:
            yield f"{node.lineno}: {node.module}"


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Each module, and each public function that is more than its name, says in a docstring what it is for."""
    if not ast.get_docstring(tree):
        yield "1: the module"
    for node in _public(tree):
        if not ast.get_docstring(node):
            yield f"{node.lineno}: {node.name}"


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """What a module offers: its functions, and of a class that overrides nothing the methods beyond a line or two."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_" and not node.bases]
    for owner in (tree, *classes):
        for node in owner.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name[0] == "_":
                continue
            if owner is tree or (node.end_lineno or node.lineno) - node.lineno > 3:
                yield node


def long_functions(tree: ast.Module, *, most: int = 60) -> Iterator[str]:
    """A function beyond 60 lines is several."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                yield f"{node.lineno}: {node.name} has {lines} lines"


def empty_names(tree: ast.Module) -> Iterator[str]:
    """A name says what a thing is; ``manager``, ``utils`` and their like say nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", node.name)}
            if words & _EMPTY_WORDS:
                yield f"{node.lineno}: {node.name}"


# Written with brackets so that the rule does not find itself.
_STRANGERS = re.compile(
    r"p[y]pi\.[o]rg|p[y]thonhosted|n[p]mjs\.|d[e]b\.debian"
    r"|(?<![\w.])/(?:h[o]me|U[s]ers|r[o]ot|w[o]rk|f[a]rm|o[p]t)/[\w.]|(?<![\w.])/t[m]p/[\w.]|[A-Z]:\\U[s]ers\\"
)


def strangers(text: str) -> Iterator[str]:
    """No file names a package registry's host or a path of one person's machine."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from (f"{number}: {found[0]}" for found in _STRANGERS.finditer(line))


def one_tongue_only(tree: object, path: str = "") -> Iterator[str]:
    """Every text that is given in one of our two languages is given, and not empty, in the other too."""
    if isinstance(tree, dict):
        if "en" in tree or "zh-Hans" in tree:
            missing = [tongue for tongue in ("en", "zh-Hans") if not str(tree.get(tongue) or "").strip()]
            yield from (f"{path}: no {tongue}" for tongue in missing)
        for key, value in tree.items():
            yield from one_tongue_only(value, f"{path}.{key}".lstrip("."))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from one_tongue_only(value, f"{path}[{number}]")
