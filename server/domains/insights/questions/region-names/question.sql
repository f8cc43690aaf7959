select toString(id) as "id", name as "name" from name where kind = 'region' order by name, id
