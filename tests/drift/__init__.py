"""How well ways of comparing tell a broken cluster from a new one, on real outputs."""
