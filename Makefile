# Everything works from a fresh clone with python3 (3.11 or newer) and make; the rest is fetched.
#
#   make demo    build a name server and a web server, boot them, ask them, print what came back
#   make test    formatting, types, and all tests, those that boot machines included
#   make soak    100,000 datagrams through the vm and the process target
#   make differential  random programs, compiled and on CPython
#   make memcheck      the run cases under valgrind, which must be installed
#   make mixed-soak   half an hour of DNS and HTTP on a virtual machine, compared; needs root
#   make fuzz    malformed frames at booted images
#   make fuzz-engines  a million of them at each protocol's engine, on CPython
#   make fuzz-servers   malformed DNS messages and HTTP requests, millions of each
#   make tcp     an image against the kernel's TCP on a TAP device; needs root
#   make tcp-loss  the same over links that lose, delay and reorder, beside the kernel; needs root
#   make compare-dns    the same questions for NSD, Knot and gloam.dns, and compiled images of it
#   make docs    the reference of the library, from its docstrings, in build/docs
#   make bench   sizes, build times, instruction counts, boot times beside a Linux guest
#   make bench-boot   the appliances' way to the first answer beside Linux with CPython and with NSD
#   make bench-http, bench-dns    requests and answers per second beside other servers; need root
#   make slow-clients   what honest clients of a web server notice of slow ones; needs root
#   make bench-build  seconds and memory of builds, by phase and by the size of the program
#   make bench-lang   speed and memory of compiled programs beside C, CPython, PyPy and mypyc

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/ready
RUN := $(VENV)/bin/python -m

.PHONY: bench-boot slow-clients mixed-soak fuzz-servers bench-http bench-dns demo docs test soak differential fuzz compare-dns bench tcp tcp-loss clean bench-lang bench-build memcheck fuzz-engines

demo: $(READY)
	@$(RUN) tools.demo

test: $(READY)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy --strict --explicit-package-bases src tests tools
	$(RUN) pytest -n auto --dist worksteal

docs: $(READY)
	@$(RUN) pip install --quiet ".[docs]"
	@$(RUN) tools.reference build/docs

soak: $(READY)
	@$(RUN) tools.soak

differential: $(READY)
	@$(RUN) tools.differential

memcheck: $(READY)
	@$(RUN) tools.memcheck

mixed-soak: $(READY)
	@$(RUN) tools.mixed_soak

fuzz: $(READY)
	@$(RUN) tools.fuzz

fuzz-engines: $(READY)
	@$(VENV)/bin/python fuzz/fuzz_stack.py --seed 1 --rounds 2500
	@$(VENV)/bin/python fuzz/fuzz_ip6.py --seed 1 --rounds 3334
	@$(VENV)/bin/python fuzz/fuzz_tcp.py --seed 1 --rounds 2500
	@$(VENV)/bin/python fuzz/fuzz_dns.py --seed 1 --count 1000000

fuzz-servers: $(READY)
	@$(RUN) tools.fuzz_servers

tcp: $(READY)
	@$(RUN) tools.tcp_interop
	@$(RUN) tools.tcp_bench

tcp-loss: $(READY)
	@$(RUN) tools.tcp_loss

compare-dns: $(READY)
	@$(RUN) tools.compare_dns

bench: $(READY)
	@$(RUN) tools.bench

bench-boot: $(READY)
	@$(RUN) tools.bench_boot

bench-lang: $(READY)
	@$(RUN) tools.bench_lang

bench-build: $(READY)
	@$(RUN) tools.bench_build

bench-http: $(READY)
	@$(RUN) tools.bench_http

slow-clients: $(READY)
	@$(RUN) tools.slow_clients

bench-dns: $(READY)
	@$(RUN) tools.bench_dns

$(READY): pyproject.toml tools/prepare.py
	@$(PYTHON) tools/prepare.py $(VENV)

clean:
	rm -rf $(VENV) build
