package archive

// NamedOutlets is how many outlets are known by name.
func (c Coverage) NamedOutlets() int {
	n := 0
	for _, o := range c.Outlets {
		if o.Outlet != "" {
			n++
		}
	}
	return n
}
