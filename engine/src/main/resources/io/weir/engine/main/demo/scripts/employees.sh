#!/bin/sh
# Prints the employees of the personnel system: one JSON array. The system writes its export with
# the names of the columns in the first line and a bar between the fields.
set -eu
awk -F'|' '
  NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; printf "["; next }
  {
    printf "%s\n{", NR == 2 ? "" : ","
    for (i = 1; i <= NF; i++) printf "%s\"%s\": \"%s\"", i == 1 ? "" : ", ", name[i], $i
    printf "}"
  }
  END { print "\n]" }' "$WEIR_FOLDER/employees.txt"
