# The checker looks up importlib.machinery.ModuleSpec for every module; nothing of it is compiled.
