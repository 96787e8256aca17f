declare module 'virtual:locale/*' {
  const texts: Record<string, string>;
  export default texts;
}

declare module 'virtual:clips' {
  /** By language, then text key: the path of its recording. */
  const clips: Record<string, Record<string, string>>;
  export default clips;
}
