"""The screens "Nhập từ Word": send, look, make the draft; afterwards the report and the original."""
