id UUID, nodes Array(UUID)
