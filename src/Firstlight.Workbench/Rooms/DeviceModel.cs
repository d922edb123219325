using Firstlight.Protocol.Provisioning;

namespace Firstlight.Workbench;

/// <summary>What a virtual device's program does once it is online.</summary>
public enum DeviceBehaviour
{
    /// <summary>Writes a temperature to V0, takes a setpoint from V1, and writes to V2 whether it heats.</summary>
    Thermostat,

    /// <summary>Nothing.</summary>
    Silent,
}

/// <summary>What a virtual device is made as; it never changes afterwards.</summary>
public sealed record DeviceModel
{
    /// <summary>The longest <see cref="Name"/> and <see cref="TemplateName"/>, in characters.</summary>
    public const int NameCharactersMax = 60;

    /// <summary>The longest <see cref="FirmwareVersion"/>, in characters.</summary>
    public const int VersionCharactersMax = 32;

    private const string TemplatePrefix = "TMPL";
    private const int TemplateIdCharactersMax = 32;

    /// <summary>What the room calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The template id in its firmware.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The template's name in its firmware; part of its access point's name.</summary>
    public required string TemplateName { get; init; }

    /// <summary>Its firmware's version.</summary>
    public string FirmwareVersion { get; init; } = "1.0.0";

    /// <summary>True: its firmware is built for TLS, false: for plain connections.</summary>
    public bool Tls { get; init; }

    /// <summary>What it does.</summary>
    public DeviceBehaviour Behaviour { get; init; }

    /// <summary>What is wrong with it and in which field; null when it can be made.</summary>
    public (string Field, string Message)? FindFault()
    {
        if (!IsText(Name, NameCharactersMax))
            return ("name", $"A name has 1 to {NameCharactersMax} characters and no control characters.");
        if (
            !TemplateId.StartsWith(TemplatePrefix, StringComparison.Ordinal)
            || TemplateId.Length is <= 4 or > TemplateIdCharactersMax
            || !TemplateId.All(char.IsAsciiLetterOrDigit)
        )
            return ("templateId", $"A template id is {TemplatePrefix} and letters or digits, such as TMPLthermo01.");
        if (!IsText(TemplateName, NameCharactersMax))
            return (
                "templateName",
                $"A template's name has 1 to {NameCharactersMax} characters, no control characters."
            );
        if (!IsText(FirmwareVersion, VersionCharactersMax))
            return ("firmwareVersion", $"A version has 1 to {VersionCharactersMax} characters.");
        return Enum.IsDefined(Behaviour) ? null : ("behaviour", "The behaviour is thermostat or silent.");
    }

    private static bool IsText(string? text, int charactersMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= charactersMax && !text.Any(char.IsControl);
}
