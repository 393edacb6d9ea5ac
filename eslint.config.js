// Checks of the JavaScript that runs in pages and reports. Length of lines and layout are prettier's.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/node_modules/", ".venv/", "auditor/demo/", "rules/", "tests/", "docs/"] },
  js.configs.recommended,
  {
    files: ["auditor/**/*.js", "reports/**/*.js"],
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "script",
      globals: { ...globals.browser, __auditor: "readonly", axe: "readonly" },
    },
    rules: {
      "max-len": [
        "error",
        { code: 120, ignoreStrings: true, ignoreRegExpLiterals: true, ignoreTemplateLiterals: true },
      ],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-globals": ["error", { name: "globalThis", message: "the one global of ours is __auditor" }],
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["auditor/capture/page/auditor.js"],
    rules: { "no-var": "off", "no-redeclare": "off", "no-unused-vars": "off" },
  },
  { files: ["scripts/*.mjs"], languageOptions: { globals: globals.node } },
  { files: ["**/*.main.js"], rules: { "no-restricted-globals": "off" } },
];
