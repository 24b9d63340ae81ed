"""All that is kept between builds."""
