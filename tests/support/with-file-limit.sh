#!/bin/sh
# Runs a program of the tests that cannot write a file of more than LIMIT kilobytes: to it the disk is full.
ulimit -f $((LIMIT * 2))
exec "$NODE" "$@"
