#!/bin/sh
# The examples of `naze explain` are those of tests/diagnostics.
exec "$(dirname "$0")/../gen/examples" --check
