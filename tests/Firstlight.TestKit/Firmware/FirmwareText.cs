using System.Text;

namespace Firstlight.TestKit.Firmware;

/// <summary>What makers compile into their firmware, byte for byte as the C strings lie in the file.</summary>
public static class FirmwareText
{
    /// <summary>Bytes of the area as the field's firmware reserves it, with the usual host and port.</summary>
    public const int AreaBytes = 296;

    /// <summary>The tag of an ESP32 build.</summary>
    public static byte[] Tag { get; } =
        Encoding.ASCII.GetBytes(
            string.Join(
                '\0',
                (string[])
                    [
                        "blnkinf",
                        .. (string[])["mcu", "1.2.3", "fw-type", "TMPLabcdefgh", "build", "Jan 31 2026 12:00:00"],
                        .. (string[])["blynk", "1.3.2", "h-beat", "45", "buff-in", "1024"],
                        .. (string[])["dev", "ESP32", "cpu", "ESP32", "con", "WiFi"],
                        .. (string[])["", "", ""],
                    ]
            )
        );

    /// <summary>The free area: a filler as the network's name, the default host and port, and the NULs that end list and string.</summary>
    public static byte[] Area { get; } = AreaWith(string.Concat(Enumerable.Repeat("Placeholder", 24)));

    /// <summary>An area with another filler.</summary>
    public static byte[] AreaWith(string filler) =>
        Encoding.ASCII.GetBytes($"blnkopt\0ssid\0{filler}\0host\0blynk.cloud\0port\0" + "443\0\0\0");
}
