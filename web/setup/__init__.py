"""What a machine needs beside Python packages, fetched once: the parts that browsers load."""
