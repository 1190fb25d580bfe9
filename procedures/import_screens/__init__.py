"""The screens “Nhập thủ tục”: send, compare, write drafts, approve by hash, follow to the public."""
