using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firstlight.Benchmarks;

/// <summary>
/// The part of the budgets that needs no stop-watch: garbage. Runs in well under a second, so that every test run can
/// afford it; a busy machine changes nothing about its result.
/// </summary>
internal static class BudgetCheck
{
    /// <summary>Checks every budget; 0 when all are kept, 1 otherwise.</summary>
    public static int Run(TextWriter output)
    {
        var burst = new FrameBurst();
        var messages = new MqttBurst();
        Dictionary<string, Action> work = new(StringComparer.Ordinal)
        {
            ["Read a burst of 1000 frames"] = () => burst.Read(),
            ["Read a burst of 1000 frames across segments"] = () => burst.ReadSegmented(),
            ["Read 1000 pin messages"] = () => burst.ReadPinMessages(),
            ["Write a burst of 1000 frames"] = () => burst.Write(),
            ["Write 1000 pin messages"] = () => burst.WritePinMessages(),
            ["Read 1000 MQTT messages"] = () => messages.Read(),
            ["Write 1000 MQTT messages and acknowledgements"] = () => messages.Write(),
        };

        var broken = 0;
        var budgets = ReadBudgets();
        foreach (var (name, budget) in budgets)
        {
            var allocated = work.TryGetValue(name, out var action) ? Allocated(action) : long.MaxValue;
            var kept = allocated <= budget.AllocatedBytes;
            broken += kept ? 0 : 1;
            output.WriteLine($"{(kept ? "kept  " : "BROKEN")} {name}: {allocated} of {budget.AllocatedBytes} bytes");
        }

        foreach (var name in work.Keys.Except(budgets.Keys, StringComparer.Ordinal))
        {
            broken++;
            output.WriteLine($"BROKEN {name}: no budget in budgets.json");
        }

        output.WriteLine(broken == 0 ? "All budgets are kept." : $"{broken} budgets are broken.");
        return broken == 0 ? 0 : 1;
    }

    private static Dictionary<string, Budget> ReadBudgets()
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "budgets.json"));
        return JsonSerializer.Deserialize(json, BudgetJson.Default.DictionaryStringBudget)!;
    }

    private static long Allocated(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

/// <summary>What one piece of work may cost.</summary>
/// <param name="AllocatedBytes">Garbage in bytes, for the whole burst.</param>
internal sealed record Budget([property: JsonPropertyName("allocatedBytes")] long AllocatedBytes);

[JsonSerializable(typeof(Dictionary<string, Budget>))]
internal sealed partial class BudgetJson : JsonSerializerContext;
