"""The desk's pages: the call, the caller, a case opened while talking, what needs a person next."""
