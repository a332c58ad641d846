"""Web pages: the article of a government page, its title and publication data, its tables; not the page around it."""
