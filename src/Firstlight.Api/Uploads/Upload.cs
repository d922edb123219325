using System.Globalization;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>A file that people send in pieces. All that is known of it is the name of its file on disk, so that a crash cannot part the two.</summary>
/// <param name="Id">What its sender calls it; nobody can guess it.</param>
/// <param name="Organisation">The organisation it was made in.</param>
/// <param name="Person">Who made it; nobody else finds it.</param>
/// <param name="Length">How many bytes it has when it is whole.</param>
/// <param name="Expires">When it goes, in whole seconds.</param>
internal sealed record Upload(
    string Id,
    OrganisationId Organisation,
    UserId Person,
    long Length,
    DateTimeOffset Expires
)
{
    public const string Ending = ".upload";

    private const int Parts = 5;

    public string FileName =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Id}-{Organisation}-{Person}-{Length}-{Expires.ToUnixTimeSeconds()}{Ending}"
        );

    /// <summary>Null for a file of another kind.</summary>
    public static Upload? Read(string fileName)
    {
        var parts = Path.GetFileNameWithoutExtension(fileName).Split('-');
        return
            parts.Length == Parts
            && TryRead(parts[1], out var organisation)
            && TryRead(parts[2], out var person)
            && TryRead(parts[3], out var length)
            && TryRead(parts[4], out var expires)
            ? new Upload(
                parts[0],
                new OrganisationId(organisation),
                new UserId(person),
                length,
                DateTimeOffset.FromUnixTimeSeconds(expires)
            )
            : null;
    }

    private static bool TryRead(string part, out long number) =>
        long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
