#!/usr/bin/env bash
# Installs what the tests need and runs all of them: style, types, layers, tests with coverage.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { echo "Python 3.11 or newer is needed; name one with PYTHON=…" >&2; exit 1; }

# Debian packages that the tests use and a bare machine lacks: a browser, npm for the rules of pages, a spreadsheet program.
wanted=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
command -v npm >/dev/null || wanted+=(npm)
command -v soffice >/dev/null || wanted+=(libreoffice-calc)
if [ "${#wanted[@]}" -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq || true
fi
for package in ${wanted[@]+"${wanted[@]}"}; do
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1 ||
    echo "no $package here: the tests that need it are left out (Debian: apt-get install $package)" >&2
done

if command -v npm >/dev/null; then
  npm ci --prefix tests/web --no-audit --no-fund --silent ||
    echo "npm could not install the rules for pages: their tests are left out" >&2
fi

[ -x .venv-test/bin/python ] || "$python" -m venv .venv-test
bin=$PWD/.venv-test/bin
"$bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[test]'

"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/lint-imports"
"$bin/python" -m pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term:skip-covered --cov-fail-under=90 \
  --durations=15 "$@"
