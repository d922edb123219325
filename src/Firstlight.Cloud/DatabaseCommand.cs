using System.CommandLine;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Cloud;

/// <summary>
/// <c>database copy --from A --to B</c>: moves an installation between the embedded database and PostgreSQL while the cloud is
/// stopped (docs/operate/postgresql.md).
/// </summary>
internal static class DatabaseCommand
{
    private const string Source = "FIRSTLIGHT_COPY_FROM";
    private const string Target = "FIRSTLIGHT_COPY_TO";

    public static Command Create()
    {
        var from = PlaceOption("--from", Source);
        var to = PlaceOption("--to", Target);
        var copy = new Command(
            "copy",
            "Copies everything into an empty database and compares it; stop the cloud first."
        )
        {
            from,
            to,
        };
        copy.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(from) ?? Environment.GetEnvironmentVariable(Source),
                    parsed.GetValue(to) ?? Environment.GetEnvironmentVariable(Target),
                    cancellation
                )
        );
        return new Command("database", "Work on the database itself.") { copy };
    }

    private static Option<string?> PlaceOption(string name, string variable) =>
        new(name) { Description = $"A data folder, or settings of PostgreSQL as \"Host=…;Database=…\"; or {variable}" };

    private static async Task<int> RunAsync(string? from, string? to, CancellationToken cancellation)
    {
        if (from is not { Length: > 0 } || to is not { Length: > 0 })
        {
            await Console.Error.WriteLineAsync("Nothing was copied. Say where from and where to: --from and --to.");
            return CloudCommand.WrongOption;
        }

        try
        {
            await DatabaseCopy.RunAsync(
                PlaceOf(from),
                PlaceOf(to),
                TimeProvider.System,
                NullLoggerFactory.Instance,
                Show,
                cancellation
            );
        }
        catch (Exception fault)
            when (fault is DatabaseRefusedException or StorageUnavailableException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The copy is not there. {fault.Message}");
            return StartFault.ExitCode;
        }

        await Console.Out.WriteLineAsync(
            """
            Every table was compared row by row and is the same.
            Keys, certificates, firmware and files stay in the data folder: start the cloud with the same --data.
            """
        );
        return 0;
    }

    private static void Show(CopiedTable table) =>
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Number, 3} of {table.Of}  {table.Name, -24} {table.Rows, 12:N0} rows, the same"
            )
        );

    private static string PlaceOf(string said) =>
        said.Contains('=', StringComparison.Ordinal) ? said : CloudOptions.DatabasePathIn(Path.GetFullPath(said));
}
