/** The version of package.json, for the API's description and the metrics. */
export const version = '0.1.0';
