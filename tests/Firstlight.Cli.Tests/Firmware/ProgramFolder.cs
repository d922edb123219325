namespace Firstlight.Cli.Tests.Firmware;

/// <summary>A maker's desk: a folder with a program, and a place for keys and bundles.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firstlight-bundle-").FullName;

    public ProgramFolder()
    {
        Add("edgentd", "#!/bin/sh\n", isProgram: true);
        Add("web/index.html", "<p>hello</p>");
    }

    public string Program => PathOf("app");

    public string Key => PathOf("maker.key");

    public string PublicKey => PathOf("maker.key.pub");

    public string Bundle => PathOf("app-2.0.0.bin");

    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Add(string name, string content, bool isProgram = false)
    {
        var path = Path.Combine(Program, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, System.Text.Encoding.Latin1);
        if (isProgram && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
    }

    public string[] BundleCommand(params string[] more) =>
        [
            "firmware",
            "bundle",
            Program,
            Bundle,
            "--key",
            Key,
            "--version",
            "2.0.0",
            "--type",
            "TMPLabcdefgh",
            "--arch",
            "amd64",
            .. more,
        ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
