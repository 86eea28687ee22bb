#!/bin/bash
# The generated parts of spec/ are as the grammar, the operator table and the messages make them.
set -u
cd "$(dirname "$0")/../.."
exec tests/gen/refresh --check "${BUILD:-build}/tests/gen/spec"
