"""The HTTP toolkit on Django REST framework: errors, paging, caching headers, throttling."""
