"""Scripts as they are published: short, and else as they were written."""

import gzip

from site_builder.build import STATIC
from site_builder.scripts import published


def test_what_only_people_read_is_left_out_of_our_scripts(tmp_path):
    """Comments and indents; texts, patterns and templates stay as they are, and so does any other file."""
    script, style = tmp_path / "a.js", tmp_path / "a.css"
    script.write_text(
        '// One.\nconst a = {\n  // Two.\n  b: "//  c",  d: /[/] "/u,\n};\nconst e = `x  ${a.b}  y`;\n'
    )
    style.write_text("/* Three. */\n")

    assert 'const a={b:"//  c",d:/[/] "/u,};const e=`x  ${a.b}  y`;' == published(script).decode().replace(
        "\n", ""
    )
    assert b"/* Three. */\n" == published(style)


def test_all_scripts_are_small():
    """What a browser can load of them, compressed, those parts too that are loaded when asked for."""
    sizes = {file.name: len(gzip.compress(published(file), 9)) for file in STATIC.glob("*.js")}

    assert {"search.js", "search-engine.js", "search-take.js"} == sizes.keys()
    assert sum(sizes.values()) < 15_000
