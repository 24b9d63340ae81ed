"""Words whose reading is settled."""
