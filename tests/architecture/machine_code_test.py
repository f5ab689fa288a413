#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What only the compiled program can show.

- The hot path of engine and model contains no virtual or otherwise indirect call: composition happens at compile
  time (docs/decisions/0001), and nobody slips in a std::function.
- Engine and model own no mutable variable of static duration.

The program is TENURE_PROGRAM from the environment: a release build, not stripped (link-time optimisation is fine).
Both checks are tried on small compiled samples first, so that a change of compiler or disassembler that blinds them
is noticed.
"""

import os
import re
import subprocess
import tempfile
import unittest

# Functions that every event goes through, as parts of their demangled names. Each must be found in the program:
# a renamed function is no reason to stop looking.
HOT_PATH = (
    r"tenure::model::\w+::on\(tenure::model::\w+ const&, tenure::model::Context&\)",
    r"tenure::model::Context::",
    r"tenure::engine::Cell::",
)

CORE = r"tenure::(engine|model)::"

_FUNCTION = re.compile(r"^[0-9a-f]+ <(.*)>:$")
_INSTRUCTION = re.compile(r"^\s*[0-9a-f]+:\s+(.*)$")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def functions(program):
    """(demangled name, instructions) of every function in the program."""
    name, code = None, []
    for line in run("objdump", "--disassemble", "--demangle", "--no-show-raw-insn", program).splitlines():
        if head := _FUNCTION.match(line):
            if name:
                yield name, code
            name, code = head.group(1), []
        elif instruction := _INSTRUCTION.match(line):
            code.append(instruction.group(1).strip())
    if name:
        yield name, code


def indirect_calls(code):
    """Instructions (x86-64, AT&T syntax) that continue at an address which only the run decides.

    A jump through a table of a switch is no call. It comes as `jmp *TABLE(,%reg,8)`, or, in position-independent
    code, as `jmp *%reg` after `add BASE,%reg`; a virtual call in tail position jumps to what was loaded.
    """
    for i, instruction in enumerate(code):
        if re.match(r"(notrack |bnd )*call\s+\*", instruction):
            yield instruction
        elif jump := re.match(r"(?:notrack |bnd )*jmp\s+\*(.*)$", instruction):
            target = jump.group(1).split(" ")[0]
            if re.match(r"[-0-9a-fx]*\(,%\w+,8\)", target):
                continue
            if target.startswith("%") and re.match(r"add\b", last_write(code[:i], target)):
                continue
            yield instruction


def last_write(code, register):
    return next((c for c in reversed(code) if re.search(rf"[, ]{re.escape(register)}$", c)), "")


def check_no_indirect_calls(program, symbol_patterns):
    """Problems with the functions whose demangled names match: indirect calls, and patterns that match nothing."""
    problems = []
    unseen = set(symbol_patterns)
    for name, code in functions(program):
        matched = [p for p in symbol_patterns if re.search(p, name)]
        unseen.difference_update(matched)
        if matched:
            problems += [f"{name}: {call}" for call in indirect_calls(code)]
    return problems + [f"no function of the program matches {pattern}" for pattern in sorted(unseen)]


def mutable_statics(program, namespace):
    """Variables of the namespace in writable sections. What is constant after relocation (.data.rel.ro) is not, and
    neither is what its name calls a constant (kName): g++ puts some constexpr arrays of texts into .data."""
    for line in run("objdump", "--syms", "--demangle", program).splitlines():
        symbol = re.match(r"[0-9a-f]+ .{7} (\.t?data|\.t?bss)(?:\.\S+)?\t[0-9a-f]+\s+(?:\.hidden )?(.*)$", line)
        constant = symbol and re.search(r"::k[A-Z]\w*$", symbol.group(2))
        if symbol and not constant and ".data.rel.ro" not in line and re.match(rf"(guard variable for )?{namespace}", symbol.group(2)):
            yield f"{symbol.group(2)} in {symbol.group(1)}"


SAMPLE = """
#include <cstdio>
#include <functional>
struct Mechanism { virtual int hear(int) = 0; virtual ~Mechanism() = default; };
namespace tenure::model {
int counter = 0;
constexpr const char* kNames[] = {"a", "b"};
[[gnu::noinline]] const char* name(int i) { return kNames[i & 1]; }
[[gnu::noinline]] int& last() { static int x = 7; return x; }
struct Direct {
  [[gnu::noinline]] static int on(int kind) {
    switch (kind) {  // becomes a table
      case 0: return std::puts("a");
      case 1: return std::printf("b %d", kind);
      case 2: return std::putchar('c');
      case 3: return std::fputs("d", stdout);
      case 4: return std::fflush(stdout);
      case 5: return std::getchar();
      default: return std::puts(name(kind));
    }
  }
};
struct Virtual { [[gnu::noinline]] static int on(Mechanism& m) { return m.hear(1) + 1; } };
struct Tail { [[gnu::noinline]] static int on(Mechanism& m) { return m.hear(2); } };
struct Function { [[gnu::noinline]] static int on(const std::function<int(int)>& f) { return f(3); } };
}
struct One : Mechanism { int hear(int x) override { return x; } };
struct Two : Mechanism { int hear(int x) override { return -x; } };
int main(int argc, char**) {
  using namespace tenure::model;
  One one; Two two;
  Mechanism& m = argc > 1 ? static_cast<Mechanism&>(one) : two;
  counter += Direct::on(argc);
  last() += Virtual::on(m) + Tail::on(m) + Function::on([argc](int x) { return x + argc; });
  return counter + last();
}
"""


class Samples(unittest.TestCase):
    """The checks see what they are there to see."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.program = os.path.join(cls.folder.name, "sample")
        run(os.environ.get("CXX", "g++"), "-std=c++20", "-O2", "-x", "c++", "-", "-o", cls.program, input=SAMPLE)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_indirect_calls_are_found_and_switches_are_not(self):
        for name, innocent in {"Direct": True, "Virtual": False, "Tail": False, "Function": False}.items():
            with self.subTest(name):
                problems = check_no_indirect_calls(self.program, [rf"tenure::model::{name}::on"])
                self.assertEqual(not problems, innocent, problems)

    def test_a_pattern_without_a_function_is_a_problem(self):
        self.assertTrue(check_no_indirect_calls(self.program, [r"tenure::model::Renamed::on"]))

    def test_mutable_statics_are_found_and_constants_are_not(self):
        found = " ".join(mutable_statics(self.program, CORE))
        self.assertIn("tenure::model::counter", found)
        self.assertIn("tenure::model::last()::x", found)
        self.assertNotIn("kNames", found)


class Program(unittest.TestCase):
    def setUp(self):
        self.program = os.environ["TENURE_PROGRAM"]

    def test_the_hot_path_calls_nothing_indirectly(self):
        problems = check_no_indirect_calls(self.program, HOT_PATH)
        self.assertFalse(problems, "\n" + "\n".join(problems))

    def test_engine_and_model_have_no_mutable_statics(self):
        found = list(mutable_statics(self.program, CORE))
        self.assertFalse(found, "\n" + "\n".join(found))


if __name__ == "__main__":
    unittest.main()
