using System.CommandLine;

namespace Firstlight.Cloud;

/// <summary>Which database, by option or environment; without either the embedded one (docs/operate/postgresql.md).</summary>
internal sealed class DatabaseArgument
{
    // Settings often hold a password, which an option shows in the list of processes.
    private const string Variable = "FIRSTLIGHT_DATABASE";

    private readonly Option<string?> _settings = new("--database")
    {
        Description = "PostgreSQL instead of the embedded database, as \"Host=…;Database=…\"; or " + Variable,
    };

    public void AddTo(Command command) => command.Add(_settings);

    /// <summary>The settings; null for the embedded database.</summary>
    public string? Read(ParseResult parsed) =>
        (parsed.GetValue(_settings) ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } said
            ? said
            : null;
}
