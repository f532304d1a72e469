"""Tests written for pytest, run compiled: read, completed, built, and run one by one."""
