#!/bin/sh
# Prints the departments of the personnel system: one JSON object a line.
set -eu
awk -F'|' 'NR > 1 { printf "{\"department_id\": %s, \"description\": \"%s\"}\n", $1, $2 }' \
  "$WEIR_FOLDER/departments.txt"
