using System.Text;

namespace Firstlight.Protocol.Provisioning;

/// <summary>The name of a device's access point: <c>prefix name-suffix</c>, such as <c>Blynk Thermostat-1W7R</c>.</summary>
public static class AccessPointName
{
    /// <summary>The longest name, in bytes of UTF-8; one less than the radio allows, because firmware stores a NUL behind it.</summary>
    public const int BytesMax = 31;

    /// <summary>
    /// Puts the name together. When it is too long the middle is cut, by whole characters: phones filter by the prefix and
    /// people tell units by the suffix.
    /// </summary>
    /// <param name="prefix">The maker's word, such as <c>Blynk</c>.</param>
    /// <param name="name">The template's name.</param>
    /// <param name="suffix">What <see cref="UnitSuffix"/> gives.</param>
    /// <exception cref="ArgumentException">Prefix and suffix alone are too long.</exception>
    public static string Compose(string prefix, string name, string suffix)
    {
        var nameBytesMax = BytesMax - Encoding.UTF8.GetByteCount($"{prefix} -{suffix}");
        if (nameBytesMax < 0)
            throw new ArgumentException($"Prefix and suffix leave no room in {BytesMax} bytes.", nameof(prefix));

        var room = nameBytesMax;
        var cut = new StringBuilder();
        foreach (var character in name.EnumerateRunes())
        {
            room -= character.Utf8SequenceLength;
            if (room < 0)
                break;
            cut.Append(character.ToString());
        }

        return $"{prefix} {cut}-{suffix}";
    }
}
