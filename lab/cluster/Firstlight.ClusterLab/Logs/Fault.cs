using System.Globalization;

namespace Firstlight.ClusterLab.Logs;

/// <summary>Something that was done to the installation.</summary>
/// <param name="Name">As <c>--list</c> shows it.</param>
/// <param name="Began">When it was done, in milliseconds since 1970.</param>
/// <param name="Healed">When what was broken was given back or started again; starting belongs to the recovery.</param>
/// <param name="Limit">Within how many seconds everybody has to be served again.</param>
/// <param name="Silent">Nothing may be acknowledged while it lasts: there is nowhere to store it.</param>
internal sealed record Fault(string Name, long Began, long Healed, int Limit, bool Silent)
{
    /// <summary>From lines <c>begin NAME LIMIT silent|served</c> and <c>heal NAME</c>.</summary>
    public static IReadOnlyList<Fault> ReadAll(IReadOnlyList<Entry> lines) =>
        [
            .. lines
                .Where(line => line.Word == "begin")
                .Select(began =>
                {
                    var healed = lines.FirstOrDefault(line =>
                        line.Word == "heal" && line.Rest[0] == began.Rest[0] && line.At >= began.At
                    );
                    return new Fault(
                        began.Rest[0],
                        began.At,
                        healed?.At ?? long.MaxValue,
                        int.Parse(began.Rest[1], CultureInfo.InvariantCulture),
                        began.Rest[2] == "silent"
                    );
                }),
        ];
}
