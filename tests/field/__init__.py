"""Field work: phones, the protocol between them and the station, clocks and conflicts."""
