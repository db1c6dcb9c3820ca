import mkdocs_gen_files

with mkdocs_gen_files.open("reference/api.md", "w") as page:
    print("# Interface\n\n## open\n", file=page)
