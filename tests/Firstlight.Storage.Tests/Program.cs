using Firstlight.Storage.Tests.Engine;
using Xunit.Runner.InProc.SystemConsole;

return args is [WriterToKill.Word, var databasePath]
    ? await WriterToKill.RunAsync(databasePath)
    : await ConsoleRunner.Run(args);
