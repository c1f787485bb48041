/** Namespaces of OpenClaw, of this service, and of the programs that OpenClaw is made of. */
const PREFIXES = [
  'OPENCLAW_',
  'CLAWBERTH_',
  'CLAWHUB_',
  'CLAWDHUB_',
  'CLAWDBOT_',
  'MOLTBOT_',
  'NODE_',
  'LD_',
  'DYLD_',
  'SSL_',
  'SSLKEYLOG',
  'OPENSSL_',
  'UV_',
  'UNDICI_',
  'JITI_',
  'TSX_',
  'FS_SAFE_',
  'DOTENV_',
  'VITEST',
  'JEST_',
  'NPM_CONFIG_',
  'PNPM_',
  'YARN_RC',
  'BUN_CONFIG',
  'BUN_INSTALL',
  'DENO_',
  'GIT_',
  'BASH',
  'LC_',
  'XDG_',
  'MALLOC_',
  'GLIBC_',
  'PYTHON',
  'PERL5',
  'LUA_INIT',
  'JAVA_',
  'DOTNET_',
  'CORECLR_',
  'ERL_',
  'R_ENVIRON',
  'R_PROFILE',
  'CARGO_BUILD_',
  'CARGO_HOME',
  'RUSTC',
  'RUSTDOC',
  'CMAKE_',
  'CLAUDE_',
  'CODEX_',
  'DBUS_',
  'CURL_',
] as const;

/** What a shell, the C library and the tools of a system go by. */
const NAMES: ReadonlySet<string> = new Set(
  `_ PATH HOME USER USERNAME LOGNAME USERPROFILE PREFIX SHELL SHELLOPTS SHLVL PWD OLDPWD CDPATH FPATH IFS ENV KSH_ENV ZDOTDIR
  PS1 PS4 PROMPT_COMMAND HISTFILE TMPDIR TMP TEMP TERM LANG LANGUAGE HOSTNAME HOSTALIASES LOCALDOMAIN RES_OPTIONS GCONV_PATH
  LOCPATH NLSPATH TZDIR EDITOR VISUAL FCEDIT PAGER MANPAGER LESSOPEN LESSCLOSE BROWSER DISPLAY WAYLAND_DISPLAY CI DEBUG
  DEBUG_AUTH CC CPP CXX CXXCPP MAKE MAKEFLAGS MFLAGS CFLAGS LDFLAGS CPATH LIBRARY_PATH CLASSPATH CONFIG_SITE CONFIG_SHELL
  _JAVA_OPTIONS JDK_JAVA_OPTIONS MAVEN_OPTS SBT_OPTS GRADLE_OPTS ANT_OPTS CATALINA_OPTS HGRCPATH HGEDITOR HGMERGE EXINIT
  VIMINIT MYVIMRC GVIMINIT EMACSLOADPATH SVN_EDITOR SVN_SSH BZR_EDITOR BZR_SSH BZR_PLUGIN_PATH SUDO_ASKPASS SUDO_EDITOR
  JULIA_EDITOR HELM_PLUGINS PACKER_PLUGIN_PATH VAGRANT_VAGRANTFILE ELIXIR_ERL_OPTIONS TCLLIBPATH WGETRC PHPRC
  PHP_INI_SCAN_DIR REQUESTS_CA_BUNDLE WINDIR SYSTEMROOT RUBYLIB RUBYOPT RUBYSHELL LUA_PATH
  LUA_CPATH SSH_ASKPASS SSH_AUTH_SOCK METADATA_SERVER_DETECTION GCE_METADATA_HOST GCE_METADATA_IP`.split(/\s+/),
);

/**
 * Whether a variable of this name would change the program rather than tell it something: where it finds its files, what
 * it loads, whom it trusts, through whom it speaks. Names in capitals only. Holds all that OpenClaw's own policy for hosts
 * blocks everywhere (its host-env-security-policy.json; a test compares).
 */
export function steersProgram(name: string): boolean {
  return NAMES.has(name) || name.endsWith('_PROXY') || PREFIXES.some((prefix) => name.startsWith(prefix));
}
