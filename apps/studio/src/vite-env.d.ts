/** What the build fills in. */
interface ImportMetaEnv {
  /** Of the release that the Studio was built with. */
  readonly STUDIO_VERSION: string;
}
