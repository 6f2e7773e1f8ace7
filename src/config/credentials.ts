/** Variables for credentials and for resources of a workspace. They are not
 * options: other programs can read the command line of a process. */

/** Variable → its meaning, for the README. */
export const credentialVariables: Readonly<Record<string, string>> = {
  SEAM_API_KEY: "the monitor's own credential",
  SEAM_PERSONAL_ACCESS_TOKEN:
    'the same, as a token; needs `SEAM_WORKSPACE_ID`, too',
  SEAM_WORKSPACE_ID: 'the workspace of the two tokens',
  SEAM_PUBLISHABLE_KEY: 'scenarios of a page that has no key of its own',
  SEAM_CONSOLE_SESSION_TOKEN:
    'cases of the authentication matrix; needs `SEAM_WORKSPACE_ID`, too',
  SEAMWATCH_FOREIGN_API_KEY:
    "a key of another workspace: may it read this one's sessions?",
  SEAMWATCH_FOREIGN_WORKSPACE_ID: 'the id of that other workspace',
  SEAMWATCH_CONNECT_WEBVIEW_ID: 'a connect webview to grant access to',
  SEAMWATCH_CONNECTED_ACCOUNT_ID: 'a connected account to grant access to',
  SEAMWATCH_USER_IDENTITY_ID: 'a user identity to grant access to',
  SEAMWATCH_CONNECT_WEBVIEW_IDS: 'two of them, after a comma',
  SEAMWATCH_CONNECTED_ACCOUNT_IDS: 'two of them, after a comma',
  SEAMWATCH_USER_IDENTITY_IDS: 'two of them, after a comma',
  SEAMWATCH_CUSTOMER_KEY: 'a customer to create sessions for',
}
