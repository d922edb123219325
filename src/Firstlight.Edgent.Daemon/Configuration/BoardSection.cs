using System.Security.Cryptography.X509Certificates;
using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>The parts of the file that say what the board has.</summary>
internal static class BoardSection
{
    private const int KeyCodeMax = 767;

    public static BoardSettings Read(Section root, bool wired, X509Certificate2Collection? roots) =>
        new()
        {
            Network = wired ? BoardNetwork.Wired : BoardNetwork.Wifi,
            Wired = ReadWired(root.Inner("wired")),
            Radio = ReadRadio(root.Inner("radio")),
            Button = ReadButton(root.Inner("button")),
            Light = ReadLight(root.Inner("light")),
            Restart = new RestartSettings { RebootsBoard = root.Flag("rebootsBoard") ?? false },
            StateFolder = root.Text("state", Paths.FaultOf) ?? BoardSettings.StateFolderDefault,
            TrustedRoots = roots,
        };

    private static RadioSettings ReadRadio(Section section)
    {
        var settings = new RadioSettings
        {
            Interface = section.Text("interface"),
            AccessPointInterface = section.Text("accessPointInterface"),
            KeepsAccessPoint = section.Flag("keepsAccessPoint") ?? false,
            Country = section.Text("country", CountryFault),
        };
        if (settings is { KeepsAccessPoint: true, AccessPointInterface: not null })
            section.Complain(
                "keepsAccessPoint",
                "is of no meaning beside accessPointInterface, which keeps it anyway."
            );
        section.RefuseUnknown();
        return settings;
    }

    private static string? CountryFault(string country) =>
        country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? null : "is two capital letters, such as DE.";

    private static WiredSettings ReadWired(Section section)
    {
        var settings = new WiredSettings { Interface = section.Text("interface") };
        section.RefuseUnknown();
        return settings;
    }

    private static ButtonSettings ReadButton(Section section)
    {
        var settings = new ButtonSettings
        {
            Path = section.Text("path", Paths.FaultOf),
            DeviceName = section.Text("name"),
            KeyCode = section.Number("key", 1, KeyCodeMax) ?? ButtonSettings.KeyCodeDefault,
        };
        section.RefuseUnknown();
        return settings;
    }

    private static LightSettings ReadLight(Section section)
    {
        var settings = new LightSettings
        {
            Name = section.Text("name"),
            Red = section.Text("red"),
            Green = section.Text("green"),
            Blue = section.Text("blue"),
            BrightnessPercent = section.Number("brightness", 1, 100) ?? 100,
        };
        string?[] channels = [settings.Red, settings.Green, settings.Blue];
        if (channels.Count(channel => channel is not null) is 1 or 2)
            section.Complain("red", "goes together with green and blue: three channels, or one light by its name.");
        section.RefuseUnknown();
        return settings;
    }
}
