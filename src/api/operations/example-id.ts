/** Of the alert in the documentation's examples. */
export const EXAMPLE_ID = "0b6f3b0a52f1c3de9d3a7c1f4e8a2b60";
