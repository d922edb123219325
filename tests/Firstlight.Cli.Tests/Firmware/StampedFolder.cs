using Firstlight.TestKit.Firmware;

namespace Firstlight.Cli.Tests.Firmware;

/// <summary>A maker's desk: an image, a list of tokens, and a folder for the units' files.</summary>
internal sealed class StampedFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firstlight-stamp-").FullName;
    private string _tokens;

    public StampedFolder()
    {
        _tokens = Path.Combine(_folder, "batch.csv");
        File.WriteAllBytes(Image, EspImageMaker.Application());
    }

    public string Image => Path.Combine(_folder, "app.bin");

    public string Units => Path.Combine(_folder, "units");

    public static string TokenOf(int number) => $"token-{number:D6}-abcdefghijklm_{number:D4}".PadRight(32, 'x')[..32];

    public string[] Command() => ["firmware", "stamp", Image, "--tokens", _tokens, "--out", Units];

    public void WriteTable(params int[] numbers) =>
        WriteTokens(
            "Number,Serial Number,Device Token,QR Token\r\n"
                + string.Concat(numbers.Select(number => $"{number},SN-{number},{TokenOf(number)},sqr_x\r\n"))
        );

    public void WriteTokens(string text, string name = "batch.csv")
    {
        _tokens = Path.Combine(_folder, name);
        File.WriteAllText(_tokens, text);
    }

    public void WriteTokens(byte[] text) => File.WriteAllBytes(_tokens, text);

    public string Unit(string name) => Path.Combine(Units, name);

    public byte[] ReadUnit(string name) => File.ReadAllBytes(Unit(name));

    public string ReadText(string name) => File.ReadAllText(Unit(name));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
