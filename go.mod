module newsreader

go 1.26.0
