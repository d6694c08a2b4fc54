"""The command line `idse`, which is a program for Node, carried in a wheel."""
