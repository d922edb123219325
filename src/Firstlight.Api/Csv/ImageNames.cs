using System.Buffers;
using System.Globalization;
using Firstlight.Activation;

namespace Firstlight.Api;

/// <summary>What the pictures in the zip are called.</summary>
internal enum ImageNames
{
    /// <summary>By the unit's number in the batch: no secret.</summary>
    Number,

    /// <summary>By its serial number, where its table has one that can be a file's name; by number otherwise.</summary>
    Serial,

    /// <summary>By its AuthToken, as tools for other clouds expect: the list of names is a secret then.</summary>
    AuthToken,
}

/// <summary>Turns a unit into the name of its picture.</summary>
internal static class ImageNaming
{
    private const int SerialCharactersMax = 100;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    /// <summary>The name without its ending. Another unit has another one.</summary>
    public static string Of(this ImageNames names, StaticTokenSecrets unit) =>
        names switch
        {
            ImageNames.AuthToken => unit.AuthToken.Reveal(),
            // A dot no serial number keeps: it sets the two kinds of names apart.
            ImageNames.Serial => unit.Token.Serial is { } serial && IsFileName(serial)
                ? serial
                : string.Create(CultureInfo.InvariantCulture, $"no.{unit.Token.Number:D7}"),
            _ => unit.Token.Number.ToString("D7", CultureInfo.InvariantCulture),
        };

    private static bool IsFileName(string serial) =>
        serial.Length <= SerialCharactersMax && !serial.AsSpan().ContainsAnyExcept(Plain);
}
