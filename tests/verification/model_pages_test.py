# SPDX-License-Identifier: Apache-2.0
"""docs/model: the table of all cards, and on each page its parameters and claims, with what is measured today.

    TENURE_PROGRAM=build/release/tenure TENURE_SOURCE_DIR=. python3 tests/verification/model_pages_test.py [--update]

Without --update the pages must say what the program says: figures depend on no thread and no machine. With `links` it
looks only at whether every card has its claims and every page its place, which takes no simulation.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

from model_pages import AMENDMENTS, CARDS, EMERGENT, FACTS

SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
PAGES = SOURCE / "docs/model"


def claims_of_files():
    """{mark: [claim names]} as the files say; those of which it is the first card, and others."""
    first, further = {}, {}
    for path in sorted((SOURCE / "scenarios/claims").glob("*.yaml")):
        cards = re.search(r"^  cards: \[(.*)\]", path.read_text(), re.MULTILINE)
        assert cards, f"{path.name} names no cards"
        for number, card in enumerate(cards.group(1).split(",")):
            (further if number else first).setdefault(card.strip(), []).append(path.stem)
    return {card: (first.get(card, []), further.get(card, [])) for card in {*first, *further}}


def judged():
    done = subprocess.run([os.environ["TENURE_PROGRAM"], "verify", "--claims", "--json", "--quiet"],
                          capture_output=True, text=True)
    return {claim["name"]: claim for claim in json.loads(done.stdout)["claims"]}


def plain(number, digits):
    """So many digits that count, without an exponent."""
    text = f"{number:.{digits}g}"
    return f"{float(text):,.0f}" if "e+" in text else text


def figure(expectation):
    if expectation["value"] is None:
        return expectation["says"].split(": ")[-1]
    value, half = expectation["value"], expectation["half_width"]
    unit = "" if expectation["unit"] == "1" else " " + expectation["unit"]
    text = f"{plain(value, 4)} ± {plain(half, 2)}{unit}"
    if expectation["published"] is not None:
        text += f" (published {plain(expectation['published'], 4)})"
    return text


def link(name):
    return f"[{name}](../../scenarios/claims/{name}.yaml)"


def summary(claim):
    """The first expectation that is no control is the headline."""
    def is_headline(expectation):
        return expectation["value"] is not None and not expectation["name"].startswith("control")

    first = next(filter(is_headline, claim["expectations"]), claim["expectations"][0])
    return f"{claim['verdict']}: {first['says'].replace('|', '/')}: **{figure(first)}**"


def row(mark, what, pages, exact, claims, results):
    where = ", ".join(f"[{page}]({page}.md)" for page in pages)
    own, others = claims.get(mark, ([], []))
    files = "<br>".join(link(name) for name in own)
    if others:
        files += ("<br>also " if own else "") + ", ".join(link(name) for name in others)
    measured = "<br>".join(summary(results[name]) for name in own or others)
    return f"| {mark} | {what} | {where} | {files} | {exact} | {measured} |\n"


def index(claims, results):
    head = "| card | what | page | claims | exact cases | measured |\n| --- | --- | --- | --- | --- | --- |\n"
    shown = sum(result["verdict"] == "shown" for result in results.values())
    text = ("# The model: everything it represents, and what was measured\n\n"
            "Made by `tests/verification/model_pages_test.py --update` from what `tenure verify --claims` says; do not edit.\n"
            f"{len(results)} claims, {shown} shown. A figure is a claim's first expectation, with its 95 % half width:\n"
            "differences are paired by replication, shares are plain numbers (0.01 is one percentage point). *Exact cases*\n"
            "are those of `tenure verify` ([verification](../verification.md)); *tests* stand in `tests/verification`.\n"
            "A claim is told where its first card stands; `also` are those that touch the card as well.\n")
    text += "\n## Mechanisms\n\n" + head
    text += "".join(row(mark, what, pages, exact, claims, results) for mark, what, pages, exact in CARDS)
    text += "\n## Stylised facts of the core\n\n" + head
    text += "".join(row(mark, what, pages, exact, claims, results) for mark, what, pages, exact in FACTS)
    text += "\n## What emerges from several mechanisms\n\n" + head
    text += "".join(row(mark, what, pages, "none: directions only", claims, results) for mark, what, pages in EMERGENT)
    text += "\n## Amendments\n\n| amendment | page | shown by |\n| --- | --- | --- |\n"
    text += "".join(f"| {what} | [{page}]({page}.md) | {by} |\n" for what, page, by in AMENDMENTS)
    unreached = [(name, result["unreached"]) for name, result in sorted(results.items()) if result["unreached"]]
    text += "\n## What plausible parameters do not reach\n\n"
    text += "".join(f"- {link(name)}: {why}\n" for name, why in unreached) or "Nothing.\n"
    not_shown = [(name, result["verdict"]) for name, result in sorted(results.items()) if result["verdict"] != "shown"]
    text += "\n## Claims that are not shown\n\n"
    text += "".join(f"- {link(name)}: {verdict}\n" for name, verdict in not_shown) or "None.\n"
    return text


def parameters_of(section):
    """The table of docs/formats/scenario.md, without what only developers ask for."""
    reference = (SOURCE / "docs/formats/scenario.md").read_text()
    found = re.search(rf"^## `{section}`\n\n.*?\n\n(\|.*?)(?=\n\n|\n*\Z)", reference, re.MULTILINE | re.DOTALL)
    return found.group(1).strip() + "\n" if found else None


def with_section(page, heading, body):
    """The page with a section of its own for `body`, before what comes after; at the end if it has none yet."""
    section = f"## {heading}\n\n{body.strip()}\n"
    if f"\n## {heading}\n" not in page:
        return page.rstrip() + "\n\n" + section
    before, rest = page.split(f"\n## {heading}\n", 1)
    after = rest.split("\n## ", 1)
    return before + "\n" + section + ("\n## " + after[1] if len(after) > 1 else "")


def page_text(name, page, claims, results):
    parameters = parameters_of(name)
    if parameters:
        page = with_section(page, "Parameters", "All of them, from the source; an *assumption* has no published source.\n\n"
                            + parameters)
    marks = [card[0] for card in [*CARDS, *FACTS, *EMERGENT] if name in card[2]]
    names = sorted({claim for mark in marks for group in claims.get(mark, ([], [])) for claim in group})
    body = "Measured today by `tenure verify --claims`; all of them: [index](index.md).\n\n"
    body += "| claim | what it says | measured |\n| --- | --- | --- |\n"
    body += "".join(f"| {link(claim)} | {results[claim]['says']} | {summary(results[claim])} |\n" for claim in names)
    if not names:
        body = "None of its own: it serves the others.\n"
    return with_section(page, "Claims", body)


def pages():
    return sorted(path for path in PAGES.glob("*.md") if path.name != "index.md")


def missing_links():
    claims = claims_of_files()
    known = {card[0] for card in [*CARDS, *FACTS, *EMERGENT]}
    for mark in sorted(known - set(claims)):
        yield f"{mark} has no claim file"
    for mark in sorted(set(claims) - known):
        yield f"{claims[mark]} name the card {mark}, which there is not"
    names = {path.stem for path in pages()}
    for card in [*CARDS, *FACTS, *EMERGENT]:
        for page in card[2]:
            if page not in names:
                yield f"{card[0]} stands on the page {page}.md, which there is not"
    sections = re.findall(r"^## `(\w+)`", (SOURCE / "docs/formats/scenario.md").read_text(), re.MULTILINE)
    for section in sections:
        if section not in names:
            yield f"the section {section} has no page in docs/model"
    index_page = PAGES / "index.md"
    listed = index_page.read_text() if index_page.exists() else ""
    for mark in sorted(claims):
        for name in [*claims[mark][0], *claims[mark][1]]:
            if f"/{name}.yaml" not in listed:
                yield f"docs/model/index.md does not list {name}"
    for line in listed.splitlines():
        if line.startswith("|") and re.search(r"\|\s*\|", line):
            yield f"an empty cell: {line}"


def main(words):
    if "--update" not in words:
        problems = list(missing_links())
        if problems:
            return "\n".join(problems)
        if "links" in words:
            return 0
    claims, results = claims_of_files(), judged()
    wanted = {PAGES / "index.md": index(claims, results)}
    for path in pages():
        wanted[path] = page_text(path.stem, path.read_text(), claims, results)
    if "--update" in words:
        for path, text in wanted.items():
            path.write_text(text)
        return "\n".join(missing_links()) or 0
    stale = [path.name for path, text in wanted.items() if path.read_text() != text]
    return f"not up to date (run with --update): {stale}" if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
